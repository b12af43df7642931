package io.checkpost.ingest;

import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Singleton;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A bean of which the application has one, made by its constructor and used without a client proxy.
 *
 * <p>{@code @ApplicationScoped} would ask every class for a second, empty constructor and send
 * every call through a proxy; {@code @Singleton} alone does not make a class a bean in an {@code
 * annotated} archive, a stereotype does.
 */
@Singleton
@Stereotype
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface ApplicationSingleton {}
