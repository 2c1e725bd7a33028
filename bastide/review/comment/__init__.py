"""The comment under a pull request: what dies, what opens, what breaks the law, in 60,000 characters at most."""
