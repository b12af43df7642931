package io.checkpost.web.form;

import io.checkpost.ingest.database.DatabaseUnavailable;
import io.checkpost.ingest.problem.Conflict;
import io.checkpost.ingest.problem.InvalidInput;
import org.jspecify.annotations.Nullable;

/**
 * What kept a form from being done.
 *
 * @param field the field that has to be put right; null where it is none
 * @param key the key of what is wrong, in words
 */
public record FormProblem(@Nullable String field, String key) {

  /**
   * Does what a form asks for.
   *
   * @param conflict what it means that it does not go with how things stand
   * @return what was wrong; null when it was done
   */
  public static @Nullable FormProblem of(FormProblem conflict, Runnable action) {
    try {
      action.run();
      return null;
    } catch (InvalidInput e) {
      return new FormProblem(e.field(), "form.wrong." + e.field());
    } catch (Conflict e) {
      return conflict;
    } catch (DatabaseUnavailable e) {
      return new FormProblem(null, "form.unavailable");
    }
  }

  /** Tells whether it is about a field. */
  public boolean isAbout(String name) {
    return name.equals(field);
  }
}
