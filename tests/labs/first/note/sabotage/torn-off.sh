: > /desk/signature
