package io.checkpost.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class PassedOverTest {

  @Test
  void weldSaysItInASentence() {
    LogRecord line =
        new LogRecord(
            Level.INFO,
            "WELD-000119: Not generating any bean definitions from com.example.Lettings because of"
                + " underlying class loading error: Type com.example.Gone not found.  If this is"
                + " unexpected, enable DEBUG logging to see the full error.");

    assertThat(PassedOver.of(line))
        .contains(new PassedOver("com.example.Lettings", "Type com.example.Gone not found"));
  }

  @Test
  void payaraSaysItByACode() {
    LogRecord line = new LogRecord(Level.WARNING, "AS-CDI-00005");
    line.setParameters(new Object[] {"com.example.Lettings", new ClassFormatError("odd")});

    assertThat(PassedOver.of(line))
        .contains(new PassedOver("com.example.Lettings", "java.lang.ClassFormatError: odd"));
  }

  @Test
  void nothingElseSaysIt() {
    LogRecord line = new LogRecord(Level.WARNING, "AS-DEPLOYMENT-00015");
    line.setParameters(new Object[] {"attribute", "SameSite"});

    assertThat(PassedOver.of(line)).isEmpty();
  }
}
