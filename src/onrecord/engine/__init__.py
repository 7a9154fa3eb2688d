"""The one encoder pass that several stages read.

`tokens` cuts a text into words and pieces, `windows` cuts pieces into what the encoder takes at
once, `session` runs the encoder, `heads` turns its numbers into tagged spans and links.
"""
