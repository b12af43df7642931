package io.checkpost.ingest.management;

/** The path with a new token. */
record IntakePathView(String intakePath) implements View {}
