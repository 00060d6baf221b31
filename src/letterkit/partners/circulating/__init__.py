"""`letterkit circulate`: a draft goes round. What goes out is kept; a mail is drafted for each partner.

`recipients` says who gets what, `wording` what the mails say, `circulate` puts the round together and
writes it, all of it or nothing. Nothing is sent here: that does the officer's own mail program.
"""
