package io.checkpost.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The rounds of every contestant, and what is said of them. */
final class Figures {

  private final Map<String, List<Round>> rounds;

  Figures(Map<String, List<Round>> rounds) {
    this.rounds = rounds;
  }

  Map<String, List<Round>> rounds() {
    return rounds;
  }

  /** A median, and the lowest and highest of what it is the median of. */
  record Spread(double median, double lowest, double highest) {

    static Spread of(double... values) {
      double[] sorted = values.clone();
      java.util.Arrays.sort(sorted);
      int middle = sorted.length / 2;
      double median =
          sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
      return new Spread(median, sorted[0], sorted[sorted.length - 1]);
    }
  }

  Spread of(String contestant, ToDoubleFunction<Round> figure) {
    return Spread.of(roundsOf(contestant).stream().mapToDouble(figure).toArray());
  }

  long errors() {
    return rounds.values().stream()
        .flatMap(List::stream)
        .mapToLong(round -> round.load().errors())
        .sum();
  }

  /** Returns the ratio of one contestant to another, taken within each round. */
  Spread ratio(String one, String other, ToDoubleFunction<Round> figure) {
    List<Round> ones = roundsOf(one);
    List<Round> others = roundsOf(other);
    return Spread.of(
        IntStream.range(0, ones.size())
            .mapToDouble(
                i -> figure.applyAsDouble(ones.get(i)) / figure.applyAsDouble(others.get(i)))
            .toArray());
  }

  /** Every ratio that is printed, by its name. */
  Map<String, Spread> ratios() {
    Map<String, Spread> ratios = new LinkedHashMap<>();
    compare(ratios, "H2", Names.INTAKE_H2, Names.BARE_H2);
    compare(ratios, "PostgreSQL", Names.INTAKE_POSTGRESQL, Names.BARE_POSTGRESQL);
    return ratios;
  }

  private void compare(Map<String, Spread> ratios, String database, String intake, String bare) {
    ratios.put("intake / bare group commit, " + database, ratio(intake, bare, Round::perSecond));
    ratios.put("intake / no-op, " + database, ratio(intake, Names.NO_OP, Round::perSecond));
    ratios.put(
        "p99 of intake / p99 of bare group commit, " + database,
        ratio(intake, bare, round -> round.millis(0.99)));
  }

  private List<Round> roundsOf(String contestant) {
    return rounds.getOrDefault(contestant, List.of());
  }
}
