export { SystemPage as default } from '@/features/settings/system-page';
