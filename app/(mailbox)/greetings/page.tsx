import { GreetingsPage } from '#components/greetings/greetings-page.tsx';

export default function Greetings() {
  return <GreetingsPage />;
}
