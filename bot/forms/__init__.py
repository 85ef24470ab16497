"""What people fill in, declared once: fields, modals and pages; their answers and drafts."""
