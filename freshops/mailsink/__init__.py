"""A local mail server that keeps what it gets as files: a demo sends real mail over SMTP, and nobody receives it."""
