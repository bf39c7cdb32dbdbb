export { HomePage as default } from '@/features/servers/home-page';
