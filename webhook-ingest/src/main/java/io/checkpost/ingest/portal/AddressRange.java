package io.checkpost.ingest.portal;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses of one network, in CIDR notation: {@code 192.0.2.0/24}, {@code 2001:db8::/32}, or
 * one address alone.
 *
 * @param network the first address
 * @param prefixLength how many of its bits are fixed
 */
public record AddressRange(InetAddress network, int prefixLength) {

  /** Only what is written in digits is an address: a name would be asked of the DNS. */
  private static final Pattern LITERAL =
      Pattern.compile("(\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)");

  /** Reads a range; empty when it is none. */
  public static Optional<AddressRange> parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    return literal(address)
        .flatMap(
            network -> {
              int bits = network.getAddress().length * Byte.SIZE;
              return prefixLength(slash < 0 ? null : text.substring(slash + 1), bits)
                  .map(length -> new AddressRange(network, length));
            });
  }

  private static Optional<Integer> prefixLength(@Nullable String text, int bits) {
    if (text == null) {
      return Optional.of(bits);
    }
    return text.matches("\\d{1,3}") && Integer.parseInt(text) <= bits
        ? Optional.of(Integer.parseInt(text))
        : Optional.empty();
  }

  /** Reads an address written in digits. */
  static Optional<InetAddress> literal(String text) {
    if (!LITERAL.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(text));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Tells whether an address is of this network; one of the other IP version never is. */
  public boolean contains(InetAddress address) {
    byte[] own = network.getAddress();
    byte[] other = address.getAddress();
    if (own.length != other.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit % Byte.SIZE);
      if (((own[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
