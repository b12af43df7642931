package io.checkpost.ingest.relay;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.apache.hc.client5.http.DnsResolver;
import org.jspecify.annotations.Nullable;

/**
 * Resolves a host once and lets its addresses through when each of them may be connected to: the
 * connection is then made to one of exactly these, so that a name server has no second say.
 *
 * <p>Whatever notation a URL has its host in, names and digits alike come through here.
 */
final class VettingResolver implements DnsResolver {

  private final AddressGuard guard;
  private final Lookup lookup;

  VettingResolver(AddressGuard guard) {
    this(guard, InetAddress::getAllByName);
  }

  VettingResolver(AddressGuard guard, Lookup lookup) {
    this.guard = guard;
    this.lookup = lookup;
  }

  /** Asks the operating system. */
  @FunctionalInterface
  interface Lookup {
    InetAddress[] all(String host) throws UnknownHostException;
  }

  /** The host has an address that must not be connected to. */
  static final class RefusedAddress extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    private final String address;

    RefusedAddress(InetAddress address) {
      super("refused address");
      this.address = RelayClient.digits(address);
    }

    String address() {
      return address;
    }
  }

  /**
   * Returns the host's addresses.
   *
   * @throws RefusedAddress when one of them must not be connected to
   * @throws UnknownHostException when it has none
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] found = lookup.all(host);
    if (found.length == 0) {
      throw new UnknownHostException();
    }
    for (InetAddress address : found) {
      if (!guard.admits(address)) {
        throw new RefusedAddress(address);
      }
    }
    return found;
  }

  @Override
  public List<InetSocketAddress> resolve(String host, int port) throws UnknownHostException {
    return Arrays.stream(resolve(host))
        .map(address -> new InetSocketAddress(address, port))
        .toList();
  }

  @Override
  public @Nullable String resolveCanonicalHostname(String host) {
    return host;
  }
}
