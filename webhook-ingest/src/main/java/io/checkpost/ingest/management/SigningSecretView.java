package io.checkpost.ingest.management;

/** A new signing secret. */
record SigningSecretView(String signingSecret) implements View {}
