/**
 * The audit log: who did what, when and from where, what it was before and after, and why.
 *
 * <p>Entries form a chain. Each holds a keyed hash of itself and of the entry before it, so that
 * whoever can write to the database but has no master keyset cannot change, remove or slip in one
 * unnoticed. An entry is written in the transaction of what it tells about: neither is there
 * without the other. Nothing personal stands in an entry but the reason somebody typed, and that is
 * sealed.
 */
@NullMarked
package io.checkpost.ingest.audit;

import org.jspecify.annotations.NullMarked;
