package io.checkpost.ingest.simulation;

import io.checkpost.api.spi.Simulator.Person;
import io.checkpost.ingest.problem.InvalidInput;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The people whom simulated messages are about. Their names say so, their ids begin with {@code
 * 7e57da7a}, and nobody can have their addresses: the postcodes are those that the NHS keeps for no
 * fixed abode, the phone numbers those that Ofcom keeps for drama.
 */
final class People {

  /** Among them an umlaut's kin and a script that is written from right to left. */
  static final List<Person> ALL =
      List.of(
          person(1, "ada", "ADA", "SIMULATED-HALL", "1987-05-23", "LONDON", "GB", "FEMALE"),
          person(2, "samuel", "SAMUEL", "SIMULATED-JONES", "1981-10-17", "CARDIFF", "GB", "MALE"),
          person(3, "zoe", "ZOË", "SIMULATED-ØSTERGÅRD", "1996-02-29", "ÅRHUS", "DK", "FEMALE"),
          person(4, "omar", "عمر", "SIMULATED-الحسن", "1975-12-01", "AMMAN", "JO", "MALE"));

  private People() {}

  private static Person person(
      int number,
      String code,
      String firstName,
      String lastName,
      String birthday,
      String birthplace,
      String nationality,
      String gender) {
    return new Person(
        code,
        "7e57da7a-0000-4000-8000-%012d".formatted(number),
        firstName,
        lastName,
        birthday,
        birthplace,
        nationality,
        gender,
        number + " SIMULATION STREET",
        "TESTHAM",
        "ZZ99 3WZ",
        "GB",
        code + "@simulated.example",
        "+44770090000" + number);
  }

  static Person of(@Nullable String code) {
    if (code == null) {
      return ALL.get(0);
    }
    return ALL.stream()
        .filter(person -> person.code().equals(code))
        .findFirst()
        .orElseThrow(() -> new InvalidInput("person", code, "one of " + codes()));
  }

  private static String codes() {
    return ALL.stream().map(Person::code).collect(Collectors.joining(", "));
  }
}
