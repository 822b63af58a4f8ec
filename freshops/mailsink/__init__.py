"""A local mail server that keeps what it gets as files, so that a demo sends real mail over SMTP and nobody receives it."""
