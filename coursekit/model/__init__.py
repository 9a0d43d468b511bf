"""What a course is made of: frozen typed classes without HTML and without output paths."""
