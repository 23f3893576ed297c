"""The form in which a clinic makes its profile, with the pages beside it as patients will see them."""
