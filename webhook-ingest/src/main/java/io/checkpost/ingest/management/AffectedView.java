package io.checkpost.ingest.management;

/** How much a call changed. */
record AffectedView(int affected) implements View {}
