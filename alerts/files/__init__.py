"""Papers as files: .docx and .odt."""
