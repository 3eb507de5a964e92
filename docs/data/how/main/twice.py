class Fish:
    pass


if __name__ == "__main__":
    import twice

    print(Fish is twice.Fish, Fish.__module__, twice.Fish.__module__)
