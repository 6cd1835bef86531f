"""train: annotated articles → the weights of the learned tagger and of the arbiter. `python -m kg.train GOLD…`"""
