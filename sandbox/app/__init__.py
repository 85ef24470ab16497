"""What is sent to the app: sockets, webhooks, payloads."""
