import { Button, DropdownMenu } from "@medusajs/ui"
import type { ListLocation } from "./list-location"

type ChoiceFilterProps = {
  location: ListLocation
  name: string
  label: string
  options: readonly { value: string; label: string }[]
}

/** A filter of which several values can be chosen. */
export function ChoiceFilter({ location, name, label, options }: ChoiceFilterProps) {
  const chosen = location.chosen[name] ?? []
  const labels = options.filter(({ value }) => chosen.includes(value)).map((option) => option.label)
  return (
    <DropdownMenu>
      <DropdownMenu.Trigger asChild>
        <Button size="small" variant="secondary">
          {labels.length ? `${label}: ${labels.join(", ")}` : label}
        </Button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content align="start">
        {options.map((option) => (
          <DropdownMenu.CheckboxItem
            key={option.value}
            checked={chosen.includes(option.value)}
            onSelect={(event) => event.preventDefault()}
            onCheckedChange={(isChosen) => location.toggle(name, option.value, isChosen)}
          >
            {option.label}
          </DropdownMenu.CheckboxItem>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  )
}
