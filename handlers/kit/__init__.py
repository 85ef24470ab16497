"""How listeners are registered, and what each of them is handed."""
