/** Who one is, or a part of it. */
export function NameField({
  field,
  label,
  hint,
  isFirst,
}: {
  field: string;
  label: string;
  hint?: string;
  isFirst: boolean;
}) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={field} className="font-medium">
        {label}
      </label>
      <input
        id={field}
        name={field}
        autoComplete={isFirst ? 'username' : 'organization'}
        autoCapitalize="none"
        spellCheck={false}
        required={isFirst}
        // biome-ignore lint/a11y/noAutofocus: the page has nothing else to do
        autoFocus={isFirst}
        aria-describedby={hint ? `${field}-hint` : undefined}
        className="field"
      />
      {hint && (
        <p id={`${field}-hint`} className="text-sm/5 text-ink-3">
          {hint}
        </p>
      )}
    </div>
  );
}
