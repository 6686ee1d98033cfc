"""What people may ask about their own data, and what is kept of them how long: consents, requests, access, erasure."""
