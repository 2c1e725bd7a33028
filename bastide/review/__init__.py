"""Documents made from plans: text, Markdown, HTML."""
