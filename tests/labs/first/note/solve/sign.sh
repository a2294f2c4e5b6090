echo nobody > /desk/signature
