"""What a clinic does with its own list of patients: letters with codes, their ledger, and what is said beforehand.

Nothing here looks anyone up, publishes or serves. A number stays in the memory of the command that read it: no letter,
file name or ledger holds it, nor anything that numbers could be tried against without the key of the code book.
"""
