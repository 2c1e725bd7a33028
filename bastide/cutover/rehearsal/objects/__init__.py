"""The objects of a rehearsal: from Azure's blobs to an S3 bucket."""
