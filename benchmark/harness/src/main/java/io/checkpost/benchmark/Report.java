package io.checkpost.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.checkpost.benchmark.Figures.Spread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Says what was measured: as a table, and as JSON with every round. */
final class Report {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Instant at;
  private final Map<String, String> settings;
  private final Figures figures;

  Report(Instant at, Map<String, String> settings, Figures figures) {
    this.at = at.truncatedTo(ChronoUnit.SECONDS);
    this.settings = settings;
    this.figures = figures;
  }

  String table() {
    StringBuilder out = new StringBuilder();
    out.append(
        "| %-29s | %10s | %-15s | %7s | %7s | %6s | %9s |%n"
            .formatted(
                "", "requests/s", "lowest–highest", "p50 ms", "p99 ms", "errors", "settled s"));
    out.append("|---|--:|---|--:|--:|--:|--:|%n".formatted());
    for (Map.Entry<String, List<Round>> entry : figures.rounds().entrySet()) {
      out.append(line(entry.getKey(), entry.getValue()));
    }
    out.append(
        "%n| %-53s | %6s | %-15s |%n".formatted("ratio (median of rounds)", "", "lowest–highest"));
    out.append("|---|--:|---|%n".formatted());
    figures
        .ratios()
        .forEach(
            (name, ratio) ->
                out.append(
                    "| %-53s | %6.2f | %-15s |%n"
                        .formatted(
                            name,
                            ratio.median(),
                            "%.2f–%.2f".formatted(ratio.lowest(), ratio.highest()))));
    return out.toString();
  }

  private String line(String contestant, List<Round> rounds) {
    Spread rate = figures.of(contestant, Round::perSecond);
    return "| %-29s | %,10.0f | %-15s | %7.2f | %7.2f | %6d | %9.1f |%n"
        .formatted(
            contestant,
            rate.median(),
            "%,.0f–%,.0f".formatted(rate.lowest(), rate.highest()),
            figures.of(contestant, round -> round.millis(0.5)).median(),
            figures.of(contestant, round -> round.millis(0.99)).median(),
            rounds.stream().mapToLong(round -> round.load().errors()).sum(),
            figures.of(contestant, round -> round.settled().toMillis() / 1e3).median());
  }

  /** Writes the raw figures to a new file. */
  Path save(Path directory, String mode) throws IOException {
    ObjectNode json = JSON.createObjectNode();
    json.put("at", at.toString());
    ObjectNode shown = json.putObject("settings");
    settings.forEach(shown::put);
    ObjectNode contestants = json.putObject("contestants");
    figures
        .rounds()
        .forEach(
            (name, rounds) -> {
              ArrayNode all = contestants.putArray(name);
              rounds.forEach(round -> write(all.addObject(), round));
            });
    ObjectNode ratios = json.putObject("ratios");
    figures
        .ratios()
        .forEach(
            (name, ratio) ->
                ratios
                    .putObject(name)
                    .put("median", rounded(ratio.median()))
                    .put("lowest", rounded(ratio.lowest()))
                    .put("highest", rounded(ratio.highest())));
    String time = at.toString().replace(":", "").replace("-", "");
    Path file = Files.createDirectories(directory).resolve(time + "-" + mode + ".json");
    Files.writeString(file, JSON.writeValueAsString(json) + "\n");
    return file;
  }

  private static void write(ObjectNode json, Round round) {
    LoadGenerator.Load load = round.load();
    json.put("startedAt", load.startedAt().toString())
        .put("seconds", rounded(load.duration().toNanos() / 1e9))
        .put("answers", load.latencies().count())
        .put("perSecond", rounded(round.perSecond()))
        .put("p50Millis", rounded(round.millis(0.5)))
        .put("p90Millis", rounded(round.millis(0.9)))
        .put("p99Millis", rounded(round.millis(0.99)))
        .put("p999Millis", rounded(round.millis(0.999)))
        .put("maxMillis", rounded(load.latencies().max().toNanos() / 1e6))
        .put("errors", load.errors())
        .put("reconnects", load.reconnects())
        .put("settledSeconds", rounded(round.settled().toMillis() / 1e3));
  }

  private static double rounded(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
