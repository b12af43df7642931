package io.checkpost.ingest.management;

/** How many things a call changed. */
record AffectedView(int affected) implements View {}
