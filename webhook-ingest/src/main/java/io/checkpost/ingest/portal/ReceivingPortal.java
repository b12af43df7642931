package io.checkpost.ingest.portal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What intake needs to know of the portal that a URL belongs to.
 *
 * @param id the portal's id
 * @param provider the provider's name
 * @param codeLists the published list by which a check type's codes are read, where it chose
 * @param sourceAddresses the networks that may send; empty for any
 * @param requiredHeaderName the header that senders must give; null when they need not
 * @param requiredHeaderValue its secret value; null when there is none
 * @param paused whether observers and relay are held
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ReceivingPortal(
    PortalId id,
    String provider,
    Map<CheckType, String> codeLists,
    List<AddressRange> sourceAddresses,
    @Nullable String requiredHeaderName,
    byte @Nullable [] requiredHeaderValue,
    boolean paused) {

  /**
   * Tells whether a request's values of {@link #requiredHeaderName} are what the portal demands:
   * one value, exactly the right one. Takes the same time for every wrong value of a length.
   */
  public boolean admits(List<String> headerValues) {
    return requiredHeaderValue == null
        || (headerValues.size() == 1
            && MessageDigest.isEqual(requiredHeaderValue, headerValues.get(0).getBytes(UTF_8)));
  }

  /** Tells whether a request may come from the given address, written in digits. */
  public boolean admitsFrom(String remoteAddress) {
    return sourceAddresses.isEmpty()
        || AddressRange.literal(remoteAddress)
            .filter(address -> sourceAddresses.stream().anyMatch(range -> range.contains(address)))
            .isPresent();
  }

  @Override
  public String toString() {
    return "ReceivingPortal[" + id + "]";
  }
}
