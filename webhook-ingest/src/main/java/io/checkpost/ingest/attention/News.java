package io.checkpost.ingest.attention;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a person has to look at, as it is known now.
 *
 * @param kind why
 * @param about by what its item is found
 * @param mark what is new: the same mark is not news again
 * @param at when that came
 * @param facts what there is to say about it
 * @param keyId the key that comments are sealed with; null where it is about no person
 */
record News(
    AttentionKind kind, String about, String mark, Instant at, Facts facts, @Nullable UUID keyId) {

  News with(Facts others) {
    return new News(kind, about, mark, at, others, keyId);
  }

  News sealedWith(UUID key) {
    return new News(kind, about, mark, at, facts, key);
  }

  /** Returns what is later, under the key of what was first: what was sealed must stay readable. */
  News then(News later) {
    boolean older = later.at.isBefore(at);
    return new News(
        later.kind,
        about,
        older ? mark : later.mark,
        older ? at : later.at,
        later.facts,
        keyId == null ? later.keyId : keyId);
  }
}
