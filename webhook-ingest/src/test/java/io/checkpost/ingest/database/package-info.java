/** Real databases for tests: H2 in a file and PostgreSQL, both with the shipped schema. */
@NullMarked
package io.checkpost.ingest.database;

import org.jspecify.annotations.NullMarked;
