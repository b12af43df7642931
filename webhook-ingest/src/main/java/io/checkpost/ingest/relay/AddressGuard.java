package io.checkpost.ingest.relay;

import io.checkpost.ingest.configuration.InvalidSetting;
import io.checkpost.ingest.configuration.Settings;
import io.checkpost.ingest.portal.AddressRange;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be connected to: those of the public internet, and what the setting {@code
 * checkpost.relay.allow} adds. An IPv6 address that stands for an IPv4 address is judged as that.
 *
 * <p>The ranges are those of the IANA special-purpose registries (RFC 6890 and what was registered
 * since) that are not globally reachable, and the addresses of clouds' metadata services.
 */
final class AddressGuard {

  private static final List<AddressRange> NOT_PUBLIC =
      ranges(
          "0.0.0.0/8", // this network
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carrier-grade NAT
          "127.0.0.0/8", // loopback
          "168.63.129.16", // Azure's metadata service
          "169.254.0.0/16", // link-local, and the metadata service of most clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // 6to4 relays
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarking
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "2001::/23", // protocol assignments, benchmarking and ORCHID among them
          "2001:db8::/32", // documentation
          "3fff::/20"); // documentation

  /** Every other IPv6 address is loopback, local, multicast or not given to anybody. */
  private static final AddressRange GLOBAL_UNICAST = ranges("2000::/3").get(0);

  private static final AddressRange MAPPED = mapped();
  private static final AddressRange COMPATIBLE = ranges("::/96").get(0);
  private static final AddressRange NAT64 = ranges("64:ff9b::/96").get(0);
  private static final AddressRange SIX_TO_FOUR = ranges("2002::/16").get(0);
  private static final AddressRange TEREDO = ranges("2001::/32").get(0);

  private final List<AddressRange> allowed;

  /**
   * Creates a guard.
   *
   * @throws InvalidSetting when what is to be allowed is no list of networks
   */
  AddressGuard(Settings settings) {
    this.allowed =
        settings.relayAllow().stream()
            .flatMap(networks -> Arrays.stream(networks.split(",", -1)))
            .map(AddressGuard::allowed)
            .toList();
  }

  private static AddressRange allowed(String network) {
    return AddressRange.parse(network.strip())
        .orElseThrow(
            () ->
                new InvalidSetting(
                    "checkpost.relay.allow",
                    "'" + network + "' is no network such as 10.1.0.0/16 or fd00::/8"));
  }

  private static List<AddressRange> ranges(String... networks) {
    return Stream.of(networks)
        .map(network -> AddressRange.parse(network).orElseThrow(AssertionError::new))
        .toList();
  }

  /** Written out, {@code ::ffff:0:0} would be read as an IPv4 address. */
  private static AddressRange mapped() {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    try {
      return new AddressRange(Inet6Address.getByAddress(null, bytes, -1), 96);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  /** Tells whether an address may be connected to. */
  boolean admits(InetAddress address) {
    InetAddress meant = meant(address);
    return isIn(allowed, address) || isIn(allowed, meant) || isPublic(meant);
  }

  private static boolean isPublic(InetAddress address) {
    boolean ipv4 = address.getAddress().length == 4;
    return (ipv4 || GLOBAL_UNICAST.contains(address)) && !isIn(NOT_PUBLIC, address);
  }

  private static boolean isIn(List<AddressRange> ranges, InetAddress address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  /** Returns the IPv4 address that an IPv6 address stands for, or else the address itself. */
  private static InetAddress meant(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == 4) {
      return address;
    }
    if (MAPPED.contains(address) || COMPATIBLE.contains(address) || NAT64.contains(address)) {
      return ipv4(bytes, 12, 0);
    }
    if (SIX_TO_FOUR.contains(address)) {
      return ipv4(bytes, 2, 0);
    }
    // RFC 4380: the client's address, with all its bits turned
    return TEREDO.contains(address) ? ipv4(bytes, 12, 0xff) : address;
  }

  private static InetAddress ipv4(byte[] bytes, int offset, int turned) {
    byte[] embedded = new byte[4];
    for (int i = 0; i < embedded.length; i++) {
      embedded[i] = (byte) (bytes[offset + i] ^ turned);
    }
    try {
      return InetAddress.getByAddress(embedded);
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }
}
