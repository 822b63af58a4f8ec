"""How mails reach the mail server: connections, and what its answers mean."""
