"""Who agreed to which text of a letter: what signatories said is kept, and where they stand computed.

`records` keeps the events, `states` computes from them, `parties` says who has to agree, `standing` puts
it together for a campaign. Nothing here is sent, and nobody's silence is a yes.
"""
