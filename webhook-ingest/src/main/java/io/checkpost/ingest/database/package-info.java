/**
 * The one database: H2 in a file as the embedded default, PostgreSQL in production. Holds the data
 * source that servers pool, the hand-written migrations, and the rules of a durable commit.
 */
@NullMarked
package io.checkpost.ingest.database;

import org.jspecify.annotations.NullMarked;
