"""One letter to hundreds: whom it goes to, their copies, and the files of these.

`recipients` reads whom; `copies` makes and checks each one's letter, the first of which shows what all
have alike; `making` does that and lays out what differs, in several processes; `mail` writes and keeps,
so that another run makes what changed or is missing; `delivering` holds all that to what is true on the
day of sending, and gives `delivery` what it sends. Nothing is sent here, and nobody is guessed at: a row
that is not certain is told, and left.
"""
