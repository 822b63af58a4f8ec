"""What the operations staff work with: the console, and the small apps that observe everything below."""
