"""A final letter prepared for fax, post, e-mail, the press and the web; sent once; recorded for good.

`prepare` makes the files and the list of deliveries and touches no network. `journal` keeps what became
of each, one file a delivery. `send` alone lets anything out, through one of the `transports`, and nothing
else in letterkit opens a connection to the outside.
"""
