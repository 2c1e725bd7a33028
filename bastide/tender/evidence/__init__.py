"""What proves each clause: judged from the findings, bounded, written as files for a security officer."""
