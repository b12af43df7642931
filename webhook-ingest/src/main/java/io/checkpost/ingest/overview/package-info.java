/**
 * What was received, as figures: counted by the hour while messages are appended, so that a look at
 * them costs the same however many messages there are. The journal leaves what each of its
 * transactions adds ({@code received_delta}); here it is folded into hours ({@code received_hour})
 * and read.
 */
@NullMarked
package io.checkpost.ingest.overview;

import org.jspecify.annotations.NullMarked;
