"""The one way to a file.

`reading` reads one, `listing` says what there is, `inside` is the rule for where it may lie; `writing`
makes one and `plan` several, whole or not at all, under the `lock` of the folder; `transaction` is what a
plan is carried out in, and `journal` how it is taken back.
"""
