"""Events that other systems send: what is judged of them before they are recorded."""
