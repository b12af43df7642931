/**
 * Credas status-update webhooks: the envelope, the nine bodies, and the reading of their codes.
 *
 * <p>The bodies are those of the page "Status update webhooks | API"; which list reads which code,
 * and why most stay unconfirmed, is written in decision 0002.
 */
@NullMarked
package io.checkpost.ingest.provider.credas;

import org.jspecify.annotations.NullMarked;
