"""What becomes of what partners sent: listed, merged word by word, accepted or rejected, answered.

A decision is an event, kept beside the record of the file (`events`); where each change stands is
computed (`standing`). Nothing is written into a block that was not proved: the letter is made again with
it, and must say there what the partner's file says, and elsewhere what it said (`carrying_out`). What is
a fact, or what a merge field prints, is told with its place and never written.
"""
