package io.checkpost.ingest.portal;

import io.checkpost.api.CheckType;
import io.checkpost.api.PortalId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What intake needs to know of the portal that a URL belongs to.
 *
 * @param id the portal's id
 * @param provider the provider's name
 * @param codeLists the published list by which a check type's codes are read, where it chose
 * @param sourceAddresses the networks that may send; empty for any
 * @param demanded the headers of which senders must give one: the one in force, and the one before
 *     it while that is still taken; none when they need not give any
 * @param clientId the provider's name for the account; null while it is not known
 * @param clientIdPinned whether a person gave the client id
 * @param paused whether observers and relay are held
 */
public record ReceivingPortal(
    PortalId id,
    String provider,
    Map<CheckType, String> codeLists,
    List<AddressRange> sourceAddresses,
    List<DemandedHeader> demanded,
    @Nullable String clientId,
    boolean clientIdPinned,
    boolean paused) {

  /** Tells whether a header is one that the portal demands: its values are secrets. */
  public boolean demands(String headerName) {
    return demanded.stream().anyMatch(each -> each.name().equalsIgnoreCase(headerName));
  }

  /**
   * Tells whether a request has what the portal demands: a header with one value, exactly the right
   * one. Takes the same time for every wrong value of a length, and as long for a right one.
   *
   * @param valuesOf gives the request's values of a header by its name
   */
  public boolean admits(Function<String, List<String>> valuesOf) {
    boolean admitted = demanded.isEmpty();
    for (DemandedHeader each : demanded) {
      admitted |= each.isMetBy(valuesOf.apply(each.name()));
    }
    return admitted;
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
