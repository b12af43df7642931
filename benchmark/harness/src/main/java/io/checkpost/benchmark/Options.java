package io.checkpost.benchmark;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * What a run is to be like.
 *
 * @param mode its name
 * @param connections how many send at once
 * @param warmUp how long each contestant is warmed
 * @param warmUpAnswers and how often it must have answered by then; it gets up to three times as
 *     long
 * @param rounds how often each is measured
 * @param round how long each time
 * @param limit after which the run is given up
 * @param heap of each server
 * @param firstPort the ports from here on are taken
 * @param save whether to write the raw figures to a file
 * @param profile whether to record where the time of intake goes
 * @param scenario what the run is about
 * @param messages how many there are to be in the end, where it is about growth
 */
record Options(
    String mode,
    int connections,
    Duration warmUp,
    int warmUpAnswers,
    int rounds,
    Duration round,
    Duration limit,
    String heap,
    int firstPort,
    boolean save,
    boolean profile,
    Scenario scenario,
    int messages) {

  private static final Duration GROWTH_LIMIT = Duration.ofHours(3);

  static final String HELP =
      """
      Usage: benchmark/run [options]

        --short             about two minutes (the default): shows a trend, not a figure to quote
        --full              about fifteen minutes: long warm-up, seven rounds of ten seconds
        --warm-up <s>       seconds of warm-up for each contestant
        --rounds <n>        measured rounds of each contestant
        --round <s>         seconds of one round
        --connections <n>   keep-alive connections (32)
        --heap <size>       heap of each server (512m)
        --first-port <n>    four ports from here on are used, on 127.0.0.1 (18400)
        --save              write the raw figures to benchmark/results/
        --to-the-end        follow messages to three observers and a relay target instead
        --growth <n>        measure pages and intake beside 10,000 messages and beside n instead, on
                            PostgreSQL; 10,000,000 take an hour and 40 GB of disk
        --profile           record the intake servers with JFR and print where their time went
      """;

  static Options read(List<String> arguments) {
    Options options =
        arguments.contains("--full")
            ? new Options(
                "full",
                32,
                Duration.ofSeconds(60),
                50_000,
                7,
                Duration.ofSeconds(10),
                Duration.ofMinutes(60),
                "512m",
                18400,
                false,
                false,
                Scenario.INTAKE,
                0)
            : new Options(
                "short",
                32,
                Duration.ofSeconds(5),
                5_000,
                3,
                Duration.ofSeconds(3),
                Duration.ofMinutes(10),
                "512m",
                18400,
                false,
                false,
                Scenario.INTAKE,
                0);
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      options = options.with(rest.removeFirst(), rest);
    }
    return options;
  }

  private Options with(String name, Deque<String> rest) {
    return switch (name) {
      case "--short", "--full" -> this;
      case "--warm-up" -> changed(connections, seconds(name, rest), rounds, round);
      case "--rounds" -> changed(connections, warmUp, number(name, rest), round);
      case "--round" -> changed(connections, warmUp, rounds, seconds(name, rest));
      case "--connections" -> changed(number(name, rest), warmUp, rounds, round);
      case "--heap" -> changed(value(name, rest), firstPort, save, profile);
      case "--first-port" -> changed(heap, number(name, rest), save, profile);
      case "--save" -> changed(heap, firstPort, true, profile);
      case "--profile" -> changed(heap, firstPort, save, true);
      case "--to-the-end" -> about(Scenario.TO_THE_END, messages);
      case "--growth" -> about(Scenario.GROWTH, number(name, rest));
      default -> throw new IllegalArgumentException("unknown option " + name + "\n\n" + HELP);
    };
  }

  private Options changed(
      int newConnections, Duration newWarmUp, int newRounds, Duration newRound) {
    return new Options(
        mode,
        newConnections,
        newWarmUp,
        warmUpAnswers,
        newRounds,
        newRound,
        limit,
        heap,
        firstPort,
        save,
        profile,
        scenario,
        messages);
  }

  private Options changed(String newHeap, int newFirstPort, boolean newSave, boolean newProfile) {
    return new Options(
        mode,
        connections,
        warmUp,
        warmUpAnswers,
        rounds,
        round,
        limit,
        newHeap,
        newFirstPort,
        newSave,
        newProfile,
        scenario,
        messages);
  }

  private Options about(Scenario newScenario, int newMessages) {
    return new Options(
        mode,
        connections,
        warmUp,
        warmUpAnswers,
        rounds,
        round,
        newScenario == Scenario.GROWTH ? GROWTH_LIMIT : limit,
        heap,
        firstPort,
        save,
        profile,
        newScenario,
        newMessages);
  }

  private static Duration seconds(String name, Deque<String> rest) {
    return Duration.ofSeconds(number(name, rest));
  }

  private static int number(String name, Deque<String> rest) {
    String value = value(name, rest);
    try {
      int number = Integer.parseInt(value);
      if (number > 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(name + " needs a number above 0, not " + value);
  }

  private static String value(String name, Deque<String> rest) {
    String value = rest.pollFirst();
    if (value == null) {
      throw new IllegalArgumentException(name + " needs a value");
    }
    return value;
  }
}
