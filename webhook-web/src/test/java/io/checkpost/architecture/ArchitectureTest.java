package io.checkpost.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.persistence.Entity;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.checkpost");

  @Test
  void theRulesBelowHaveSomethingToHoldAgainst() {
    Set<String> packages =
        CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(CLASSES).hasSizeGreaterThan(150);
    assertThat(packages)
        .contains(
            "io.checkpost.api",
            "io.checkpost.api.spi",
            "io.checkpost.ingest.journal",
            "io.checkpost.ingest.intake",
            "io.checkpost.web.deployment",
            "io.checkpost.launcher");
  }

  @Test
  void theApiKnowsJakartaOnly() {
    classes()
        .that()
        .resideInAPackage("io.checkpost.api..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("io.checkpost.api..", "java..", "jakarta..", "org.jspecify..")
        .check(CLASSES);
  }

  @Test
  void ingestDoesNotKnowThePages() {
    noClasses()
        .that()
        .resideInAPackage("io.checkpost.ingest..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.checkpost.web..", "io.checkpost.launcher..")
        .check(CLASSES);
  }

  @Test
  void theLauncherAndTheApplicationDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("io.checkpost.launcher..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.checkpost.api..", "io.checkpost.ingest..", "io.checkpost.web..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.checkpost.web..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.checkpost.launcher..")
        .check(CLASSES);
  }

  @Test
  void providersAreBlindToEachOtherAndToTheRest() {
    slices()
        .matching("io.checkpost.ingest.provider.(*)..")
        .should()
        .notDependOnEachOther()
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("io.checkpost.ingest.provider..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.checkpost.ingest.journal..",
            "io.checkpost.ingest.database..",
            "io.checkpost.ingest.intake..",
            "io.checkpost.ingest.dispatch..")
        .check(CLASSES);
  }

  @Test
  void featuresHaveNoCycles() {
    slices().matching("io.checkpost.ingest.(*)..").should().beFreeOfCycles().check(CLASSES);
    slices().matching("io.checkpost.web.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void entitiesStayInTheirPackage() {
    classes().that().areAnnotatedWith(Entity.class).should().notBePublic().check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(CLASSES);
  }

  @Test
  void everyPackageIsNullMarked() {
    Set<String> unmarked = new TreeSet<>();
    CLASSES.stream()
        .filter(type -> !type.isAnonymousClass())
        .map(JavaClass::getPackage)
        .distinct()
        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
        .forEach(each -> unmarked.add(each.getName()));

    assertThat(unmarked).isEmpty();
  }

  @Test
  void onlyTheSpiHasInterfacesWithOneImplementation() {
    classes()
        .that()
        .areInterfaces()
        .and()
        .resideOutsideOfPackage("io.checkpost.api..")
        .and()
        .areNotAnnotations()
        .should(haveMoreThanOneImplementation())
        .check(CLASSES);
  }

  /** Functional interfaces are implemented by lambdas, and an MX bean by rule of JMX. */
  private static ArchCondition<JavaClass> haveMoreThanOneImplementation() {
    return new ArchCondition<>("have more than one implementation") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean functional =
            type.getMethods().stream()
                    .filter(method -> method.getModifiers().contains(JavaModifier.ABSTRACT))
                    .count()
                == 1;
        long implementations =
            type.getAllSubclasses().stream().filter(each -> !each.isInterface()).count();
        if (implementations == 1 && !functional && !type.getName().endsWith("MXBean")) {
          events.add(
              SimpleConditionEvent.violated(type, type.getName() + " has one implementation"));
        }
      }
    };
  }
}
